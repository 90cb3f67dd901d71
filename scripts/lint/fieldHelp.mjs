/**
 * Every field that a person fills in says what it is for and what comes of it, as a lint rule: a field of the library
 * has a `description` (a switch in the head of a page a `title`), or stands in a row of renderer/forms, whose `help` is
 * required by its type.
 *
 * What has no label that is seen is a tool, such as a search or a choice of what is shown, or a cell of a list that is
 * explained as a whole.
 */
const fields = new Set([
  'Autocomplete',
  'Checkbox',
  'Checkbox.Group',
  'DurationInput',
  'FileInput',
  'JsonInput',
  'MultiSelect',
  'NumberInput',
  'PasswordInput',
  'PathInput',
  'Radio',
  'Radio.Group',
  'Select',
  'Switch',
  'Switch.Group',
  'TagsInput',
  'Textarea',
  'TextInput',
]);
/** Rows that explain what is in them. */
const rows = new Set(['Field', 'OptionRow']);

function nameOf({ name }) {
  return name.type === 'JSXMemberExpression'
    ? `${name.object.name}.${name.property.name}`
    : (name.name ?? '');
}

const has = ({ attributes }, wanted) =>
  attributes.some((one) => one.type === 'JSXAttribute' && wanted.includes(one.name.name));

/** Groups explain their choices, where these do not. */
const explains = (opening) =>
  rows.has(nameOf(opening)) || (nameOf(opening).endsWith('.Group') && has(opening, ['description']));

function isWithin(node, holds) {
  for (let at = node.parent; at; at = at.parent)
    if (at.type === 'JSXElement' && at.openingElement !== node && holds(at.openingElement)) return true;
  return false;
}

/** A group whose choices each have their own words needs no others. */
const choicesExplain = (node) =>
  nameOf(node).endsWith('.Group') && everyChoice(node.parent, (one) => has(one, ['description']));

function everyChoice(element, holds) {
  const found = [];
  collect(element.children, found);
  return found.length > 0 && found.every(holds);
}

function collect(part, found) {
  if (Array.isArray(part)) for (const one of part) collect(one, found);
  else if (part !== null && typeof part === 'object' && typeof part.type === 'string') {
    if (part.type === 'JSXElement' && ['Radio', 'Checkbox', 'Switch'].includes(nameOf(part.openingElement)))
      found.push(part.openingElement);
    for (const [key, value] of Object.entries(part)) if (key !== 'parent') collect(value, found);
  }
}

const fieldHelp = {
  create(context) {
    return {
      JSXOpeningElement(node) {
        const name = nameOf(node);
        if (!fields.has(name) || !has(node, ['label'])) return;
        if (
          has(node, ['description', 'aria-describedby', 'title']) ||
          isWithin(node, explains) ||
          choicesExplain(node)
        )
          return;
        context.report({
          node,
          message: `This ${name} has no help: say in its description what to enter and what comes of it.`,
        });
      },
    };
  },
};

export default { meta: { name: 'help' }, rules: { 'field-help': fieldHelp } };
