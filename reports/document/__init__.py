"""What a document is made of: blocks, cells, words and numbers in the language of the reader."""
