// BulkEdit
