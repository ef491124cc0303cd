"""How the reader's weights are made: data -> training -> int8 ONNX with a model card."""
