"""The port between the product and a search engine, and its adapters."""
