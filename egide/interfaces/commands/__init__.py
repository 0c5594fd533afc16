"""The operator's command, `egide`: one file per subcommand, imported only when it is called.

No rule lives here; each command prepares the surroundings, calls once, and says the result in French.
"""
