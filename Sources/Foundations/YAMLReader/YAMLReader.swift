// YAMLReader: nothing stands here yet.
