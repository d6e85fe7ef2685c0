"""指南目录制度: how to ask, what is published, by which rules."""
