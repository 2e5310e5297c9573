"""What can be said of files before anything is read in them: names, modes, sizes and bytes.

The same functions judge at every entry: `check`, the hook before a commit, and the server.
"""
