#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "clibedit.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

int clibedit_set_prompt(EditLine *el, clibedit_prompt_function prompt, char escape) {
  return el_set(el, EL_PROMPT_ESC, prompt, escape);
}

int clibedit_set_client_data(EditLine *el, void *data) { return el_set(el, EL_CLIENTDATA, data); }

void *clibedit_client_data(EditLine *el) {
  void *data = NULL;
  return el_get(el, EL_CLIENTDATA, &data) == 0 ? data : NULL;
}

int clibedit_set_read_function(EditLine *el, clibedit_read_function read) {
  return el_set(el, EL_GETCFN, read);
}

int clibedit_set_terminal(EditLine *el, const char *type) { return el_set(el, EL_TERMINAL, type); }

int clibedit_set_editor(EditLine *el, const char *name) { return el_set(el, EL_EDITOR, name); }

bool clibedit_is_vi(EditLine *el) {
  const char *name = NULL;
  return el_get(el, EL_EDITOR, &name) == 0 && name != NULL && strcmp(name, "vi") == 0;
}

int clibedit_add_function(EditLine *el, const char *name, const char *help, clibedit_key_function function) {
  return el_set(el, EL_ADDFN, name, help, function);
}

int clibedit_bind(EditLine *el, const char *key, const char *command, bool alternative) {
  return alternative ? el_set(el, EL_BIND, "-a", key, command, NULL) : el_set(el, EL_BIND, key, command, NULL);
}

int clibedit_take_signal_keys(EditLine *el) { return el_set(el, EL_SETTY, "-d", "-isig", NULL); }

int clibedit_prepare_terminal(EditLine *el, bool editing) {
  return el_set(el, EL_PREP_TERM, editing ? 1 : 0);
}

int clibedit_redraw(EditLine *el) { return el_set(el, EL_REFRESH); }

int clibedit_set_history(EditLine *el, History *store) { return el_set(el, EL_HIST, history, store); }

int clibedit_history_limit(History *store, int entries) {
  HistEvent event;
  if (history(store, &event, H_SETSIZE, entries) == -1) return -1;
  return history(store, &event, H_SETUNIQUE, 1);
}

int clibedit_history_enter(History *store, const char *entry) {
  HistEvent event;
  return history(store, &event, H_ENTER, entry);
}

int clibedit_history_load(History *store, const char *path) {
  HistEvent event;
  return history(store, &event, H_LOAD, path);
}

const char *clibedit_history_newest(History *store) {
  HistEvent event;
  return history(store, &event, H_FIRST) == -1 ? NULL : event.str;
}

static pthread_once_t locale_chosen = PTHREAD_ONCE_INIT;
static bool locale_is_utf8 = false;

static void choose_locale(void) {
  static const char *const names[] = {"", "C.UTF-8", "en_US.UTF-8", "UTF-8"};
  for (size_t i = 0; i < sizeof names / sizeof *names && !locale_is_utf8; i++) {
    locale_is_utf8 = setlocale(LC_CTYPE, names[i]) != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  }
}

bool clibedit_use_utf8_locale(void) {
  pthread_once(&locale_chosen, choose_locale);
  return locale_is_utf8;
}

int clibedit_character_width(wchar_t character) {
  // The C library knows no width without a locale.
  clibedit_use_utf8_locale();
  return wcwidth(character);
}

static volatile sig_atomic_t window_descriptor = -1;
static struct sigaction previous_window_action;

static void window_changed(int number) {
  (void)number;
  int kept = errno;
  int descriptor = window_descriptor;
  if (descriptor >= 0) {
    ssize_t written = write(descriptor, "w", 1);
    (void)written;
  }
  errno = kept;
}

int clibedit_watch_window_size(int descriptor) {
  bool first = window_descriptor < 0;
  window_descriptor = descriptor;
  if (!first) return 0;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  sigemptyset(&action.sa_mask);
  action.sa_handler = window_changed;
  // The calls of other threads go on as if nothing had come.
  action.sa_flags = SA_RESTART;
  return sigaction(SIGWINCH, &action, &previous_window_action);
}

void clibedit_unwatch_window_size(int descriptor) {
  if (window_descriptor != descriptor) return;
  sigaction(SIGWINCH, &previous_window_action, NULL);
  window_descriptor = -1;
}

static struct termios settings_at_start;
static int settings_descriptor = -1;

static FILE *pastes_marked_on = NULL;

void clibedit_mark_pastes(FILE *output, bool marked) {
  fputs(marked ? "\033[?2004h" : "\033[?2004l", output);
  fflush(output);
  pastes_marked_on = marked ? output : NULL;
}

static void restore_settings(void) {
  if (pastes_marked_on != NULL) clibedit_mark_pastes(pastes_marked_on, false);
  if (settings_descriptor >= 0) tcsetattr(settings_descriptor, TCSADRAIN, &settings_at_start);
}

int clibedit_restore_at_exit(int descriptor) {
  static bool registered = false;
  if (settings_descriptor >= 0) return 0;
  if (tcgetattr(descriptor, &settings_at_start) != 0) return -1;
  if (!registered && atexit(restore_settings) != 0) return -1;
  registered = true;
  settings_descriptor = descriptor;
  return 0;
}

void clibedit_settings_restored(int descriptor) {
  if (settings_descriptor == descriptor) settings_descriptor = -1;
}
