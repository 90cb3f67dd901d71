/*
 * Has the kernel acknowledge at once what arrives on a TCP socket.
 *
 * A sender with Nagle's algorithm sends the last part of a message only when the part before it was acknowledged, and
 * Linux delays acknowledgements by 40 ms where no answer carries them. TCP_QUICKACK ends that; the kernel turns it off
 * by itself, so it is set again after every read.
 */
#include <node_api.h>
#ifdef __linux__
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

/* quickAck(fd: number): boolean, false when the system refused. */
static napi_value quick_ack(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  napi_value result;
  int32_t fd = -1;
  bool done = false;

  if (napi_get_cb_info(env, info, &count, &argument, NULL, NULL) != napi_ok) return NULL;
  if (count == 1 && napi_get_value_int32(env, argument, &fd) == napi_ok && fd >= 0) {
#ifdef __linux__
    int on = 1;
    done = setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on) == 0;
#endif
  }
  if (napi_get_boolean(env, done, &result) != napi_ok) return NULL;
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function;
  if (napi_create_function(env, "quickAck", NAPI_AUTO_LENGTH, quick_ack, NULL, &function) != napi_ok) return NULL;
  if (napi_set_named_property(env, exports, "quickAck", function) != napi_ok) return NULL;
  return exports;
}
