/* Tells the window of a running smpctl what Windows tells every program when somebody logs off or shuts down:
   `session.exe waits` only waits for the window, `asks` asks and then says that the session does not end after all,
   `ends` asks and then says that it ends. */
#include <stdio.h>
#include <string.h>
#include <windows.h>

int main(int count, char **arguments)
{
    const char *what = count == 2 ? arguments[1] : "";
    HWND window = NULL;
    DWORD_PTR answer = 0;

    puts("looks for a window");
    fflush(stdout);
    for (int i = 0; i < 600 && !window; i++) {
        if (!(window = FindWindowW(NULL, L"smpctl session")))
            Sleep(50);
    }
    if (!window) {
        puts("there is no such window");
        return 1;
    }
    if (!strcmp(what, "waits"))
        return 0;
    if (!SendMessageTimeoutW(window, WM_QUERYENDSESSION, 0, ENDSESSION_LOGOFF, SMTO_NORMAL, 5000, &answer)) {
        puts("it does not answer");
        return 1;
    }
    if (!answer) {
        puts("it says no");
        return 1;
    }
    /* When the session ends, the answer is that the program has ended. */
    SendMessageTimeoutW(window, WM_ENDSESSION, !strcmp(what, "ends"), ENDSESSION_LOGOFF, SMTO_NORMAL, 20000, &answer);
    return 0;
}
