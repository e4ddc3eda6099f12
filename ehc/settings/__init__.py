"""Settings: ``base`` is shared; ``demo``, ``test`` and ``production`` each complete it."""
