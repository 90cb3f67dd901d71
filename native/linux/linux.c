/*
 * What Linux offers and Node does not. Everything works without it, only slower.
 */
#define _GNU_SOURCE
#include <node_api.h>
#ifdef __linux__
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

static napi_value truth(napi_env env, bool value) {
  napi_value result;
  return napi_get_boolean(env, value, &result) == napi_ok ? result : NULL;
}

/* The file descriptor that an argument is; -1 where it is none. */
static int32_t descriptor(napi_env env, napi_value argument) {
  int32_t fd = -1;
  return napi_get_value_int32(env, argument, &fd) == napi_ok ? fd : -1;
}

/*
 * quickAck(fd: number): boolean, false when the system refused.
 *
 * Has the kernel acknowledge at once what arrives on a TCP socket. A sender with Nagle's algorithm sends the last part
 * of a message only when the part before it was acknowledged, and Linux delays acknowledgements by 40 ms where no answer
 * carries them. TCP_QUICKACK ends that; the kernel turns it off by itself, so it is set again after every read.
 */
static napi_value quick_ack(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  bool done = false;

  if (napi_get_cb_info(env, info, &count, &argument, NULL, NULL) != napi_ok) return NULL;
#ifdef __linux__
  int32_t fd = count == 1 ? descriptor(env, argument) : -1;
  int on = 1;
  if (fd >= 0) done = setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on) == 0;
#endif
  return truth(env, done);
}

/*
 * startWriting(fd: number, at: number, length: number): boolean, false when the system refused.
 *
 * Has the kernel begin to write bytes of a file to the disk that wait in its memory, so that a flush that follows soon
 * finds most of its work done. It promises nothing: only the flush makes bytes safe.
 */
static napi_value start_writing(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value arguments[3];
  bool done = false;

  if (napi_get_cb_info(env, info, &count, arguments, NULL, NULL) != napi_ok) return NULL;
#ifdef __linux__
  int32_t fd = count == 3 ? descriptor(env, arguments[0]) : -1;
  int64_t at = -1;
  int64_t length = -1;
  if (fd >= 0 && napi_get_value_int64(env, arguments[1], &at) == napi_ok &&
      napi_get_value_int64(env, arguments[2], &length) == napi_ok && at >= 0 && length > 0)
    done = sync_file_range(fd, at, length, SYNC_FILE_RANGE_WRITE) == 0;
#endif
  return truth(env, done);
}

static napi_status add(napi_env env, napi_value exports, const char *name, napi_callback callback) {
  napi_value function;
  napi_status status = napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, NULL, &function);
  return status == napi_ok ? napi_set_named_property(env, exports, name, function) : status;
}

NAPI_MODULE_INIT() {
  if (add(env, exports, "quickAck", quick_ack) != napi_ok) return NULL;
  if (add(env, exports, "startWriting", start_writing) != napi_ok) return NULL;
  return exports;
}
