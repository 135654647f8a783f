/** On a narrow screen the list of sections is scrolled to the one that is read. */

document.querySelector(".account-nav [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
