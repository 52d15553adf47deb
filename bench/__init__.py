"""What is measured: `python -m bench read|embed|answer|start|large`; nothing here is asserted by a test."""
