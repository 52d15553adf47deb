"""What other programs' models may do with the reports: the tools of the MCP server, over HTTP and over stdio."""
