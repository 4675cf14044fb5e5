CREATE TABLE first (id @ID@) @STRICT@;
