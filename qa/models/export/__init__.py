"""Export a network of transformers as an ONNX graph, once."""
