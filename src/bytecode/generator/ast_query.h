// Questions about a subtree that the generator asks before it chooses a cheaper form. All walks are
// bounded: a subtree that is too large gets the safe answer.
#pragma once

#include "frontend/ast.h"

namespace kaze {

// Evaluating the node (null: no) may assign the variable, which lives in a register. Inner functions
// are not looked into: what they assign is no register.
bool may_assign(const Node* node, const Variable* variable);
// Evaluating the node may read or assign it.
bool may_use(const Node* node, const Variable* variable);
// A function, class or direct eval in it may capture the environment.
bool may_create_closure(const Node* node);
// Evaluating it can have no effect and cannot throw: literals, function expressions, `this`.
bool is_pure(const Node* node);

// The literal's value if the node is one that an int32 operand can hold; folds a minus sign.
bool int_literal(const Node* node, i32* value);
// The key if it is a property name other than an array index.
const AstString* property_name(const Node* key);

}  // namespace kaze
