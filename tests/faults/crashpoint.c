/* Faults on demand: every call that changes files below one folder is counted, over a process and all that it starts,
 * and the call with a given number is where the machine fails. Loaded with LD_PRELOAD.
 *
 *   CRASH_ROOT   only files below this folder count
 *   CRASH_BOARD  a file, shared by all processes: how many calls there were, and which files are not synced
 *   CRASH_MODE   count, kill (a write is torn first), full (from then on nothing fits), error (this one call)
 *   CRASH_AT     the number of the call, from one on
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { FILES = 4096 };
enum mode { COUNT, KILL, FULL, ERROR };
enum kind { SPACE, PLAIN }; /* does the call need room on the disk */

struct board {
    long calls, fired, count;
    unsigned long unsynced[FILES];
};

static struct board *board;
static char root[4096];
static size_t root_length;
static enum mode mode;
static long at;

/* Called when the library is loaded, and by a process that was forked off to be the victim. */
void crash_begin(void) {
    const char *given = getenv("CRASH_ROOT"), *path = getenv("CRASH_BOARD");
    const char *how = getenv("CRASH_MODE"), *when = getenv("CRASH_AT");
    if (!given || !path || !how || !when || strlen(given) >= sizeof root) return;
    long handle = syscall(SYS_openat, AT_FDCWD, path, O_RDWR);
    if (handle < 0) return;
    void *map = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED, (int)handle, 0);
    syscall(SYS_close, handle);
    if (map == MAP_FAILED) return;
    strcpy(root, given);
    root_length = strlen(root);
    mode = !strcmp(how, "kill") ? KILL : !strcmp(how, "full") ? FULL : !strcmp(how, "error") ? ERROR : COUNT;
    at = atol(when);
    board = map;
}

__attribute__((constructor)) static void loaded(void) { crash_begin(); }

static int inside(const char *path) {
    return !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

static int handle_inside(int handle) {
    char link[64], path[4096];
    if (!board || handle < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return inside(path);
}

static int path_inside(int folder, const char *path) {
    char here[4096];
    if (!board || !path) return 0;
    if (*path == '/') return inside(path);
    if (folder != AT_FDCWD) return handle_inside(folder);
    return getcwd(here, sizeof here) && inside(here);
}

static void mark(int handle, int unsynced) {
    struct stat status;
    if (!board || fstat(handle, &status) || !S_ISREG(status.st_mode)) return;
    long count = board->count;
    for (long i = 0; i < count && i < FILES; i++)
        if (board->unsynced[i] == status.st_ino) {
            if (!unsynced) board->unsynced[i] = 0;
            return;
        }
    if (!unsynced) return;
    count = __sync_fetch_and_add(&board->count, 1);
    if (count < FILES) board->unsynced[count] = status.st_ino;
}

/* The error of this call, 0 for none; does not return where the process is to die, or only to tear a write first. */
static int fault(enum kind kind, int *torn) {
    long number = __sync_add_and_fetch(&board->calls, 1);
    if (mode == KILL && number == at) {
        board->fired = 1;
        if (torn && !*torn) { *torn = 1; return 0; }
        kill(0, SIGKILL);
        for (;;) pause();
    }
    if (mode == FULL && number >= at && kind == SPACE) { board->fired = 1; return ENOSPC; }
    if (mode == ERROR && number == at) { board->fired = 1; return EIO; }
    return 0;
}

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)
#define MAY_FAIL(where, kind) \
    if (where) { \
        int code = fault(kind, NULL); \
        if (code) { errno = code; return -1; } \
    }

static void die_torn(void) {
    kill(0, SIGKILL);
    for (;;) pause();
}

#define WRITE(call, half) \
    if (!handle_inside(handle)) return call; \
    int torn = 0, code = fault(SPACE, &torn); \
    if (code) { errno = code; return -1; } \
    mark(handle, 1); \
    if (torn) { if (half < 0) {} die_torn(); } \
    return call

ssize_t write(int handle, const void *data, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    WRITE(real(handle, data, size), real(handle, data, size / 2));
}
ssize_t pwrite(int handle, const void *data, size_t size, off_t place) {
    REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
    WRITE(real(handle, data, size, place), real(handle, data, size / 2, place));
}
ssize_t pwrite64(int handle, const void *data, size_t size, off64_t place) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    WRITE(real(handle, data, size, place), real(handle, data, size / 2, place));
}
ssize_t writev(int handle, const struct iovec *parts, int count) {
    REAL(ssize_t, writev, int, const struct iovec *, int);
    WRITE(real(handle, parts, count), real(handle, parts, count / 2));
}

#define SYNC(name) \
    int name(int handle) { \
        REAL(int, name, int); \
        if (!handle_inside(handle)) return real(handle); \
        MAY_FAIL(1, PLAIN) \
        int done = real(handle); \
        if (!done) mark(handle, 0); \
        return done; \
    }
SYNC(fsync)
SYNC(fdatasync)

#define CUT(name, type) \
    int name(int handle, type size) { \
        REAL(int, name, int, type); \
        int here = handle_inside(handle); \
        MAY_FAIL(here, PLAIN) \
        int done = real(handle, size); \
        if (here && !done) mark(handle, 1); \
        return done; \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

static int opened(int handle, int flags) {
    struct stat status;
    /* A new file may have the number of one that is gone. */
    if (handle >= 0 && (flags & O_CREAT) && !fstat(handle, &status) && !status.st_size) mark(handle, 0);
    if (handle >= 0 && (flags & O_TRUNC)) mark(handle, 1);
    return handle;
}

#define MODE_OF(flags) \
    mode_t rights = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        rights = va_arg(rest, mode_t); \
        va_end(rest); \
    }
#define CHANGES(folder, path, flags) (((flags) & (O_CREAT | O_TRUNC)) && path_inside(folder, path))
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        MODE_OF(flags) \
        REAL(int, name, const char *, int, ...); \
        if (!CHANGES(AT_FDCWD, path, flags)) return real(path, flags, rights); \
        MAY_FAIL(1, SPACE) \
        return opened(real(path, flags, rights), flags); \
    }
OPEN(open)
OPEN(open64)
#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        MODE_OF(flags) \
        REAL(int, name, int, const char *, int, ...); \
        if (!CHANGES(folder, path, flags)) return real(folder, path, flags, rights); \
        MAY_FAIL(1, SPACE) \
        return opened(real(folder, path, flags, rights), flags); \
    }
OPENAT(openat)
OPENAT(openat64)

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    MAY_FAIL(path_inside(AT_FDCWD, to), PLAIN)
    return real(from, to);
}
int renameat(int a, const char *from, int b, const char *to) {
    REAL(int, renameat, int, const char *, int, const char *);
    MAY_FAIL(path_inside(b, to), PLAIN)
    return real(a, from, b, to);
}
int link(const char *from, const char *to) {
    REAL(int, link, const char *, const char *);
    MAY_FAIL(path_inside(AT_FDCWD, to), SPACE)
    return real(from, to);
}
int linkat(int a, const char *from, int b, const char *to, int flags) {
    REAL(int, linkat, int, const char *, int, const char *, int);
    MAY_FAIL(path_inside(b, to), SPACE)
    return real(a, from, b, to, flags);
}
int symlink(const char *target, const char *path) {
    REAL(int, symlink, const char *, const char *);
    MAY_FAIL(path_inside(AT_FDCWD, path), SPACE)
    return real(target, path);
}
int unlink(const char *path) {
    REAL(int, unlink, const char *);
    MAY_FAIL(path_inside(AT_FDCWD, path), PLAIN)
    return real(path);
}
int unlinkat(int folder, const char *path, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    MAY_FAIL(path_inside(folder, path), PLAIN)
    return real(folder, path, flags);
}
int rmdir(const char *path) {
    REAL(int, rmdir, const char *);
    MAY_FAIL(path_inside(AT_FDCWD, path), PLAIN)
    return real(path);
}
int mkdir(const char *path, mode_t rights) {
    REAL(int, mkdir, const char *, mode_t);
    MAY_FAIL(path_inside(AT_FDCWD, path), SPACE)
    return real(path, rights);
}
int mkdirat(int folder, const char *path, mode_t rights) {
    REAL(int, mkdirat, int, const char *, mode_t);
    MAY_FAIL(path_inside(folder, path), SPACE)
    return real(folder, path, rights);
}
int chmod(const char *path, mode_t rights) {
    REAL(int, chmod, const char *, mode_t);
    MAY_FAIL(path_inside(AT_FDCWD, path), PLAIN)
    return real(path, rights);
}
int fchmod(int handle, mode_t rights) {
    REAL(int, fchmod, int, mode_t);
    MAY_FAIL(handle_inside(handle), PLAIN)
    return real(handle, rights);
}
