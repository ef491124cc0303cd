"""A network of transformers -> its own graph in ONNX, once."""
