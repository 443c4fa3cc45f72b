; The entry in the start menu. Notifications and the task bar know the program by the id in it; a shortcut
; gets that only through its property store, which CreateShortcut does not write.
; https://learn.microsoft.com/windows/win32/shell/enable-desktop-toast-with-appusermodelid

Function WriteShortcut
  Push $0
  Push $1
  Push $2
  Push $3
  Push $4
  Push $5
  StrCpy $5 0 ; saved
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IShellLink::SetPath} $0 '("$INSTDIR\${NAME}.exe")'
    ${IShellLink::SetWorkingDirectory} $0 '("$INSTDIR")'
    ${IShellLink::SetIconLocation} $0 '("$INSTDIR\${NAME}.exe", 0)'
    ${IShellLink::SetDescription} $0 '("$(SHORT)")'
    ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}", .r1)'
    ${If} $1 P<> 0
      System::Call 'shlwapi::SHStrDupW(w "${APP_ID}", *p .r2)'
      System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID}) p .r3'
      System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,p r2) p .r4'
      ${IPropertyStore::SetValue} $1 '($3, $4)'
      ${IPropertyStore::Commit} $1 ""
      System::Free $4
      System::Free $3
      System::Call 'ole32::CoTaskMemFree(p r2)'
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}", .r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Save} $1 '("${SHORTCUT}", 1) .r2'
      ${If} $2 = 0
        StrCpy $5 1
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
  ${If} $5 = 0
    ; An entry without the id starts the program as well.
    CreateShortcut "${SHORTCUT}" "$INSTDIR\${NAME}.exe" "" "$INSTDIR\${NAME}.exe" 0 SW_SHOWNORMAL "" "$(SHORT)"
  ${EndIf}
  Pop $5
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd
