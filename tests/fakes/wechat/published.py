"""Values that WeChat publishes with its own sample code: what is sealed, and what comes out."""

KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
APPID, RANDOM = "wxb11529c136998cb6", b"aaaabbbbccccdddd"
TEXT = "我是中文abcd123"
SEALED = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=="

PUSHED_TO, PUSH_TOKEN = "wx2c2769f8efd9abc2", "spamtest"
PUSHED_AT, PUSH_NONCE = 1409735669, "1320562132"
PUSH_SIGNATURE = "5d197aaffba7e9b25a30732f161a50dee96bd5fa"
PUSH_SEALED = (
    "hyzAe4OzmOMbd6TvGdIOO6uBmdJoD0Fk53REIHvxYtJlE2B655HuD0m8KUePWB3+LrPXo87wzQ1QLvbeUgmBM4x6F8PGHQHFVAFm"
    "OD2LdJF9FrXpbUAh0B5GIItb52sn896wVsMSHGuPE328HnRGBcrS7C41IzDWyWNlZkyyXwon8T332jisa+h6tEDYsVticbSnyU8d"
    "KOIbgU6ux5VTjg3yt+WGzjlpKn6NPhRjpA912xMezR4kw6KWwMrCVKSVCZciVGCgavjIQ6X8tCOp3yZbGpy0VxpAe+77TszTfRd5"
    "RJSVO/HTnifJpXgCSUdUue1v6h0EIBYYI1BD1DlD+C0CR8e6OewpusjZ4uBl9FyJvnhvQl+q5rv1ixrcpCumEPo5MJSgM9ehVsNP"
    "fUM669WuMyVWQLCzpu9GhglF2PE="
)
"""Of a push in mixed mode: "abcdteT" from oyORnuP8q7ou2gfYjqLzSIWZf0rs to gh_10f6c3c3ac5a."""
