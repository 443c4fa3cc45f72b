; A program that runs cannot be replaced: its window is asked to close, the way Windows does it before it
; shuts down. To close the window by its cross would not do, since it may go on in the notification area.

!macro FREE_FILES PREFIX
; Leaves 1 on the stack if a program of $INSTDIR runs, else 0: nobody may write into one that does.
Function ${PREFIX}IsRunning
  Push $0
  Push $1
  StrCpy $0 0
  ${If} ${FileExists} "$INSTDIR\${NAME}.exe"
    ClearErrors
    FileOpen $1 "$INSTDIR\${NAME}.exe" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\simdesk-cli.exe"
    ClearErrors
    FileOpen $1 "$INSTDIR\simdesk-cli.exe" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
  ClearErrors
  Pop $1
  Exch $0
FunctionEnd

; Asks the programs of $INSTDIR to end, and gives them ten seconds. Nothing is ended by force: what is
; being written would be lost.
Function ${PREFIX}AskToEnd
  Push $0
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  System::Call 'rstrtmgr::RmStartSession(*i .r0, i 0, w .r1) i .r2'
  ${If} $2 = 0
    System::Call 'shlwapi::SHStrDupW(w "$INSTDIR\${NAME}.exe", *p .r3)'
    System::Call 'shlwapi::SHStrDupW(w "$INSTDIR\simdesk-cli.exe", *p .r4)'
    System::Call '*(p r3, p r4) p .r5'
    System::Call 'rstrtmgr::RmRegisterResources(i r0, i 2, p r5, i 0, p 0, i 0, p 0) i .r2'
    ${If} $2 = 0
      System::Call 'rstrtmgr::RmShutdown(i r0, i 0, p 0) i .r2'
    ${EndIf}
    System::Free $5
    System::Call 'ole32::CoTaskMemFree(p r4)'
    System::Call 'ole32::CoTaskMemFree(p r3)'
    System::Call 'rstrtmgr::RmEndSession(i r0)'
  ${EndIf}
  ${For} $0 1 20
    Call ${PREFIX}IsRunning
    Pop $1
    ${If} $1 = 0
      ${Break}
    ${EndIf}
    Sleep 500
  ${Next}
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; Returns when no program of $INSTDIR runs, or ends the whole with 2, and nothing has changed.
Function ${PREFIX}FreeFiles
  Push $0
  Call ${PREFIX}IsRunning
  Pop $0
  ${If} $0 = 1
    MessageBox MB_OKCANCEL|MB_ICONINFORMATION "$(RUNS)" /SD IDOK IDOK +3
      SetErrorLevel 2
      Quit
    Call ${PREFIX}AskToEnd
    ${Do}
      Call ${PREFIX}IsRunning
      Pop $0
      ${If} $0 = 0
        ${Break}
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(STILL_RUNS)" /SD IDCANCEL IDRETRY +3
        SetErrorLevel 2
        Quit
    ${Loop}
  ${EndIf}
  Pop $0
FunctionEnd
!macroend

!insertmacro FREE_FILES ""
!insertmacro FREE_FILES "un."
