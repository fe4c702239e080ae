"""How the embedded models were made: corpora in, CTranslate2 models and their cards out."""
