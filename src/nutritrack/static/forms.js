// Sending forms, and saying at the fields what was wrong with them.

/** Does the work of a form, once at a time. `find` knows the input of a path of the API. */
export async function submit(form, work, find) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  clearProblem(form);
  try {
    await work();
  } catch (problem) {
    if (problem.status === undefined) throw problem; // a bug, not an answer
    showProblem(form, problem, find);
  } finally {
    form.ariaBusy = "false";
  }
}

export function clearProblem(form) {
  for (const error of form.querySelectorAll(".error")) error.remove();
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
  form.querySelector(".form-error").textContent = "";
}

function showProblem(form, { message, fields }, find) {
  const elsewhere = fields.length ? [] : [message];
  for (const field of fields) {
    const input = find(field.path);
    if (input) markWrong(input, field.message);
    else elsewhere.push(`${field.path} ${field.message}`);
  }
  form.querySelector(".form-error").textContent = elsewhere.join(" ");
  form.querySelector("[aria-invalid]")?.focus();
}

let errors = 0;
function markWrong(input, message) {
  const error = document.createElement("p");
  error.className = "error";
  error.id = `error-${(errors += 1)}`;
  error.textContent = inWords(input, message);
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", error.id);
  input.closest("label").after(error);
  input.closest("details")?.setAttribute("open", "");
}

/** The API's message for a person: the field knows best how it is written. */
function inWords(input, message) {
  if (message.startsWith("This is not written")) return input.dataset.wrong ?? "Please check this.";
  return message.replace(/^(Input|String) /, "This ").replace(/([^.])$/, "$1.");
}
