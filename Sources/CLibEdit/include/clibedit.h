/// What Swift cannot say to libedit by itself: its variadic functions, the locale, and signal-safe handlers.
#ifndef CLIBEDIT_H
#define CLIBEDIT_H

#include <histedit.h>
#include <stdbool.h>

// Where a compiler knows nullability, Swift gets plain closures instead of optionals.
#pragma clang assume_nonnull begin

typedef char *_Nullable (*clibedit_prompt_function)(EditLine *_Nullable);
typedef unsigned char (*clibedit_key_function)(EditLine *_Nullable, int);
typedef int (*clibedit_read_function)(EditLine *_Nullable, wchar_t *_Nullable);

// el_set and el_get, one function for each use; 0 is success, as there.
int clibedit_set_prompt(EditLine *el, clibedit_prompt_function prompt, char escape);
int clibedit_set_client_data(EditLine *el, void *_Nullable data);
void *_Nullable clibedit_client_data(EditLine *el);
int clibedit_set_read_function(EditLine *el, clibedit_read_function read);
int clibedit_set_terminal(EditLine *el, const char *type);
int clibedit_set_editor(EditLine *el, const char *name);
bool clibedit_is_vi(EditLine *el);
int clibedit_add_function(EditLine *el, const char *name, const char *help, clibedit_key_function function);
/// Binds `key` in the main map, or in vi's command map where `alternative` is true.
int clibedit_bind(EditLine *el, const char *key, const char *command, bool alternative);
/// Ctrl-C and the like come as characters while a line is edited, not as signals.
int clibedit_take_signal_keys(EditLine *el);
/// Puts the terminal into the editor's mode or back into the one that other programs expect.
int clibedit_prepare_terminal(EditLine *el, bool editing);
/// Draws prompt and line afresh, taking the cursor's place for the prompt's first column.
int clibedit_redraw(EditLine *el);

// history, one function for each use; -1 is failure, as there.
int clibedit_set_history(EditLine *el, History *history);
int clibedit_history_limit(History *history, int entries);
int clibedit_history_enter(History *history, const char *entry);
int clibedit_history_load(History *history, const char *path);
const char *_Nullable clibedit_history_newest(History *history);

/// Sets LC_CTYPE from the environment, or to a UTF-8 locale where that names none; false where there is none.
bool clibedit_use_utf8_locale(void);
/// Columns that `character` takes, -1 for a control character.
int clibedit_character_width(wchar_t character);

/// From now on each SIGWINCH writes one byte to `descriptor`, which must not block. The last caller wins.
int clibedit_watch_window_size(int descriptor);
/// Ends what `clibedit_watch_window_size` began, if `descriptor` is still the one written to.
void clibedit_unwatch_window_size(int descriptor);

/// Has the terminal put `ESC [200~` and `ESC [201~` around what is pasted, or no longer; exit() ends it too.
void clibedit_mark_pastes(FILE *output, bool marked);

/// Keeps the terminal's settings, to be put back when the process leaves through exit().
int clibedit_restore_at_exit(int descriptor);
/// Ends what `clibedit_restore_at_exit` began, before `descriptor` is closed.
void clibedit_settings_restored(int descriptor);

#pragma clang assume_nonnull end
#endif
