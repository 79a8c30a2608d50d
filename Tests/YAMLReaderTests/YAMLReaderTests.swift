// YAMLReaderTests: nothing stands here yet.
