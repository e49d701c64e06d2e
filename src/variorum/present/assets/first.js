// Runs before anything is drawn, so that nothing has to move when the other scripts arrive.
document.documentElement.classList.add("js");
