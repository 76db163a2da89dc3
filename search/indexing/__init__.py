"""From the corpus folder to a new generation of the index.

``manifest`` is what the index knows of the files it was built from, ``plan`` compares that with the disk, ``workers``
turn files into segments on all cores, ``reindex`` runs the three and commits once.
"""
