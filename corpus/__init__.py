"""What a release is: files are read into documents, documents are normalised into records. Knows nothing of search."""
