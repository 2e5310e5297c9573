"""The built site judged against what it must hold."""
