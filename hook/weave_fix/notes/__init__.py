"""Notes of repairs: kept in a journal until the commit that carries them, and put into its message as trailers."""
