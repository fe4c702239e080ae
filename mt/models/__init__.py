"""The model store: pinned, verified, offline. :mod:`mt.models.store` finds a model, the lock says which."""
