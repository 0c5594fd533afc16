"""The bounds of reading, each with its unit: what came from anyone is read within them, or not at all.

Pure. The reasons are in decision 0028; the consequences, in operations/reading.md.
"""

MIB = 1024 * 1024

# One file.
LARGEST_FILE = 512 * MIB  # bytes; a larger one is kept and not opened
MOST_PAGES = 2_000  # pages of one document; the rest is kept and not read
MOST_FRAMES = 500  # pages of one image file
LONGEST_PAGE = 100_000  # characters
LONGEST_TEXT = 20_000_000  # characters of one document
MOST_PIXELS = 80_000_000  # of one image: an A3 sheet at 600 dots per inch has 70 millions
MOST_CELLS = 200_000  # of one workbook
MOST_LISTED = 5_000  # members of an archive
MOST_UNPACKED = 400 * MIB  # bytes that the members of an office file announce
MOST_RATIO = 200  # unpacked bytes for one packed byte, over a whole office file
MOST_PARTS = 200  # attachments of one message
MOST_DEPTH = 5  # a message in a message in a message…
TEXT_PAGE = 4_000  # characters: what counts as a page where the file has none

# One picture.
THUMBNAIL_WIDTH, THUMBNAIL_HEIGHT = 320, 480  # pixels at most
WIDEST_PICTURE = 3_000  # pixels
MOST_DRAWN = 25_000_000  # pixels of a drawn page
OCR_DPI_LEAST, OCR_DPI_MOST = 150, 300  # dots per inch

# One child.
MEMORY = 1_500 * MIB  # bytes of private memory (RLIMIT_DATA); programs that it starts have the same
ADDRESSES = 8_192 * MIB  # bytes of address space (RLIMIT_AS): libraries reserve far more than they use
LARGEST_OUTPUT = 256 * MIB  # bytes of one written file (RLIMIT_FSIZE)
MOST_FILES = 256  # open files
MOST_ANSWER = 96 * MIB  # bytes of one answer
TIRED_AFTER = 500  # requests; a fresh child forgets what the former one leaked
HEAVY = 300 * MIB  # bytes resident after an answer; a heavier child is replaced
PATIENCE = 15.0  # seconds that a person’s page waits for a free child, then says to try again
PATIENCE_OF_JOBS = 900.0  # seconds; a job has nobody before it
IDLE = 60.0  # seconds without a request, then the child leaves
NICE, NICE_PROGRAMS = 5, 19  # a person’s page comes first; recognition and conversion, after everything
UNHURRIED = frozenset({"ocr", "convert"})  # operations during which the whole session yields
NICE_SESSION = 10  # a tenth of a page’s share: at 19, one would not end within its time on a busy machine

# Seconds on the wall, by operation; the processor’s time has the same bound.
SECONDS = {
    "type": 20,
    "text": 90,
    "pages": 30,
    "words": 30,
    "image": 30,
    "thumbnail": 30,
    "convert": 120,
    "ocr": 120,
    "list": 20,
    "parts": 60,
    "arrival": 60,
    "barcodes": 180,
    "cut": 60,
}
