"""Botwijzer's own code: what is read (model), what is checked (checks), what is written (publish).

Arrows point down only: ``passes`` and the hooks → ``checks`` and ``publish`` → ``model``.
"""
