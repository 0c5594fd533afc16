// Shows in words that the security key did not answer; the ceremony itself is in allauth's webauthn.js.
document.addEventListener('allauth.error', event => {
  event.preventDefault()
  const notice = document.querySelector('[data-key-error]')
  if (notice) {
    notice.hidden = false
    notice.focus()
  }
})
