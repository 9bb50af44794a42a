/* zlib as Swift sees it. What begins a stream are macros, which Swift does not see. */
#ifndef BLOTTER_CZLIB_SHIM_H
#define BLOTTER_CZLIB_SHIM_H

#include <zlib.h>

/* Begins to compress. 15 bits of window and a memory level of 8 are zlib's defaults; 16 more ask for a gzip header
   (RFC 1952) in place of zlib's own. It holds no time and no name, so the same bytes are always compressed the same. */
static inline int blotter_gzip_begin(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

/* Begins to expand what has a gzip header. */
static inline int blotter_gunzip_begin(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

#endif
