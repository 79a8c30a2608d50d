// CivilTime: nothing stands here yet.
