// ToolTests: nothing stands here yet.
