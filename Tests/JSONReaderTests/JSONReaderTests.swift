// JSONReaderTests: nothing stands here yet.
