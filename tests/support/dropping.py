"""Scripts for a page into which a file is dropped or pasted, as the browser itself would do it."""

DROP_FILE = """([name, type, content, x, y]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type }));
  const target = document.elementFromPoint(x, y);
  const at = { bubbles: true, cancelable: true, clientX: x, clientY: y, dataTransfer: data };
  target.dispatchEvent(new DragEvent("dragover", at));
  target.dispatchEvent(new DragEvent("drop", at));
}"""
PASTE_FILE = """([name, type, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type }));
  const paste = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data });
  document.activeElement.dispatchEvent(paste);
}"""
