"""What helps when something is wrong: the trouble guide, sentences in Japanese, what one may have read."""
