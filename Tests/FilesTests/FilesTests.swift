// FilesTests: nothing stands here yet.
