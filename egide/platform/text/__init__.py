"""Text out of what people send: for now, e-mails kept as files.

No model, no query: bytes in, words out; whatever is broken gives less, never a failure.
"""
