; What the reader of Python looks at, one capture a kind of place.
; A capture that begins with "_" only narrows its pattern.

(class_definition) @class
(function_definition) @function
(decorated_definition) @decorated
(lambda) @hidden
(type_alias_statement) @type

(assignment left: [(identifier) (attribute) (pattern_list) (tuple_pattern)]) @assignment
(augmented_assignment left: (identifier) @_left (#eq? @_left "__all__")) @exports
(call function: (attribute object: (identifier) @_left) (#eq? @_left "__all__")) @exports

(import_statement) @import
(import_from_statement) @import

; What stands below `if __name__ == "__main__"` cannot be imported.
(if_statement condition: (comparison_operator . (identifier) @_name) (#eq? @_name "__name__")) @hidden

(call
  function: [(identifier) @_called (attribute attribute: (identifier) @_called)]
  (#any-of? @_called
    "add_argument" "add_option" "addoption" "option" "Option" "version_option" "help_option" "confirmation_option"
    "password_option" "addini" "getenv" "get" "pop" "setdefault")) @call
(subscript
  value: [(identifier) @_mapping (attribute attribute: (identifier) @_mapping)]
  (#eq? @_mapping "environ")) @subscript
