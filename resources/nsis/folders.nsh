; The context menu of folders and of discs, for the user or the machine that the program is installed for.
!define FOLDER_KEY "Software\Classes\Directory\shell\DCMProcessor"
!define DISC_KEY "Software\Classes\Drive\shell\DCMProcessor"

!macro addFolderVerb KEY GIVEN
  WriteRegStr SHELL_CONTEXT "${KEY}" "" "Import with DCM Processor"
  WriteRegStr SHELL_CONTEXT "${KEY}" "Icon" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr SHELL_CONTEXT "${KEY}\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "${GIVEN}"'
!macroend

!macro customInstall
  !insertmacro addFolderVerb "${FOLDER_KEY}" "%1"
  ; A disc is given as D:\, whose backslash would take the quote behind it for a sign.
  !insertmacro addFolderVerb "${DISC_KEY}" "%1."
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "${FOLDER_KEY}"
  DeleteRegKey SHELL_CONTEXT "${DISC_KEY}"
!macroend
