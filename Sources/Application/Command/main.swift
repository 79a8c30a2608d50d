import Tool

Tool.main()
