; What Windows is told about SimDesk: all of it in the owner's own part of the registry.

Function WriteEntry
  WriteRegStr HKCU "${UNINSTALL}" DisplayName "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" DisplayIcon "$INSTDIR\${NAME}.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" Publisher "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL}" URLInfoAbout "${HOMEPAGE}"
  WriteRegStr HKCU "${UNINSTALL}" InstallLocation "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" EstimatedSize ${SIZE}
  WriteRegDWORD HKCU "${UNINSTALL}" NoModify 1
  WriteRegDWORD HKCU "${UNINSTALL}" NoRepair 1
FunctionEnd

; A double click on a backup opens SimDesk, which then offers to restore it.
Function WriteAssociation
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}" "" "$(BACKUP)"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}" AppUserModelID "${APP_ID}"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}\DefaultIcon" "" "$INSTDIR\${NAME}.exe,0"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}\shell\open\command" "" '"$INSTDIR\${NAME}.exe" "%1"'
  WriteRegStr HKCU "${CLASSES}\.simdesk" "" "${PROG_ID}"
  WriteRegStr HKCU "${CLASSES}\.simdesk" "Content Type" "${MIME}"
  WriteRegStr HKCU "${CLASSES}\.simdesk\OpenWithProgids" "${PROG_ID}" ""
  ; SHCNE_ASSOCCHANGED: the icons of files change at once.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
FunctionEnd

; An association that the owner has given to another program stays.
Function un.RemoveAssociation
  Push $0
  DeleteRegKey HKCU "${CLASSES}\${PROG_ID}"
  DeleteRegValue HKCU "${CLASSES}\.simdesk\OpenWithProgids" "${PROG_ID}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.simdesk\OpenWithProgids"
  ReadRegStr $0 HKCU "${CLASSES}\.simdesk" ""
  ${If} $0 == "${PROG_ID}"
    DeleteRegValue HKCU "${CLASSES}\.simdesk" ""
    DeleteRegValue HKCU "${CLASSES}\.simdesk" "Content Type"
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.simdesk"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
  Pop $0
FunctionEnd

; The start at login, which SimDesk enters itself: "SimDesk", or with more behind it for other data than the
; usual (simdesk.ui.desktop.autostart.run_key). Only that of this folder goes; of a checkout it stays.
Function un.RemoveStart
  Push $0
  Push $1
  Push $2
  Push $3
  Push $4
  StrCpy $0 0
  StrCpy $4 '"$INSTDIR\'
  StrLen $3 $4
  ${Do}
    ClearErrors
    EnumRegValue $1 HKCU "${RUN}" $0
    ${If} ${Errors}
    ${OrIf} $1 == ""
      ${Break}
    ${EndIf}
    IntOp $0 $0 + 1
    StrCpy $2 $1 7
    ${If} $2 != "${NAME}"
      ${Continue}
    ${EndIf}
    ReadRegStr $2 HKCU "${RUN}" $1
    StrCpy $2 $2 $3
    ${If} $2 == $4
      DeleteRegValue HKCU "${RUN}" $1
      DeleteRegValue HKCU "${APPROVED}" $1
      ; What came after it has moved up.
      IntOp $0 $0 - 1
    ${EndIf}
  ${Loop}
  ClearErrors
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd
