// One place that knows the children of every node kind.
#pragma once

#include "frontend/ast.h"

namespace kaze {

// Calls `visit(Node*)` for each child of `node` that is not null, in source order. Does not
// recurse. The internal references of super nodes count as children; a lazy function has none.
template <typename Visitor>
void for_each_child(Node* node, Visitor&& visit) {
  auto one = [&](Node* child) {
    if (child) visit(child);
  };
  auto all = [&](auto nodes) {
    for (Node* child : nodes) one(child);
  };
  switch (node->kind) {
  case NodeKind::kIdentifier:
  case NodeKind::kThis:
  case NodeKind::kNewTarget:
  case NodeKind::kHomeObject:
  case NodeKind::kActiveFunction:
  case NodeKind::kPrivateName:
  case NodeKind::kNullLiteral:
  case NodeKind::kBooleanLiteral:
  case NodeKind::kNumberLiteral:
  case NodeKind::kStringLiteral:
  case NodeKind::kBigIntLiteral:
  case NodeKind::kRegExpLiteral:
  case NodeKind::kImportMeta:
  case NodeKind::kEmpty:
  case NodeKind::kContinue:
  case NodeKind::kBreak:
  case NodeKind::kDebugger: return;
  case NodeKind::kTemplateLiteral: return all(node->as<TemplateLiteralNode>()->expressions);
  case NodeKind::kTaggedTemplate:
    one(node->as<TaggedTemplateNode>()->tag);
    return one(node->as<TaggedTemplateNode>()->quasi);
  case NodeKind::kArrayLiteral: return all(node->as<ArrayLiteralNode>()->elements);
  case NodeKind::kObjectLiteral: return all(node->as<ObjectLiteralNode>()->properties);
  case NodeKind::kProperty:
    one(node->as<PropertyNode>()->key);
    return one(node->as<PropertyNode>()->value);
  case NodeKind::kSpread: return one(node->as<SpreadNode>()->argument);
  case NodeKind::kFunction:
    all(node->as<FunctionNode>()->parameters);
    return all(node->as<FunctionNode>()->body);
  case NodeKind::kClass:
    one(node->as<ClassNode>()->superclass);
    one(node->as<ClassNode>()->constructor);
    return all(node->as<ClassNode>()->members);
  case NodeKind::kClassMember:
    one(node->as<ClassMemberNode>()->key);
    return one(node->as<ClassMemberNode>()->value);
  case NodeKind::kUnary: return one(node->as<UnaryNode>()->operand);
  case NodeKind::kUpdate: return one(node->as<UpdateNode>()->target);
  case NodeKind::kBinary:
    one(node->as<BinaryNode>()->left);
    return one(node->as<BinaryNode>()->right);
  case NodeKind::kLogical:
    one(node->as<LogicalNode>()->left);
    return one(node->as<LogicalNode>()->right);
  case NodeKind::kPrivateIn:
    one(node->as<PrivateInNode>()->name);
    return one(node->as<PrivateInNode>()->right);
  case NodeKind::kConditional:
    one(node->as<ConditionalNode>()->test);
    one(node->as<ConditionalNode>()->consequent);
    return one(node->as<ConditionalNode>()->alternate);
  case NodeKind::kAssignment:
    one(node->as<AssignmentNode>()->target);
    return one(node->as<AssignmentNode>()->value);
  case NodeKind::kCompoundAssignment:
    one(node->as<CompoundAssignmentNode>()->target);
    return one(node->as<CompoundAssignmentNode>()->value);
  case NodeKind::kLogicalAssignment:
    one(node->as<LogicalAssignmentNode>()->target);
    return one(node->as<LogicalAssignmentNode>()->value);
  case NodeKind::kIntrinsicCall: return all(node->as<IntrinsicCallNode>()->arguments);
  case NodeKind::kSequence: return all(node->as<SequenceNode>()->expressions);
  case NodeKind::kMember: return one(node->as<MemberNode>()->object);
  case NodeKind::kIndex:
    one(node->as<IndexNode>()->object);
    return one(node->as<IndexNode>()->index);
  case NodeKind::kPrivateMember:
    one(node->as<PrivateMemberNode>()->object);
    return one(node->as<PrivateMemberNode>()->name);
  case NodeKind::kSuperMember:
    one(node->as<SuperMemberNode>()->this_reference);
    return one(node->as<SuperMemberNode>()->home_object);
  case NodeKind::kSuperIndex:
    one(node->as<SuperIndexNode>()->this_reference);
    one(node->as<SuperIndexNode>()->home_object);
    return one(node->as<SuperIndexNode>()->index);
  case NodeKind::kCall:
    one(node->as<CallNode>()->callee);
    return all(node->as<CallNode>()->arguments);
  case NodeKind::kSuperCall:
    one(node->as<SuperCallNode>()->this_reference);
    one(node->as<SuperCallNode>()->new_target);
    one(node->as<SuperCallNode>()->active_function);
    return all(node->as<SuperCallNode>()->arguments);
  case NodeKind::kNew: one(node->as<NewNode>()->callee); return all(node->as<NewNode>()->arguments);
  case NodeKind::kOptionalChain: return one(node->as<OptionalChainNode>()->expression);
  case NodeKind::kImportCall:
    one(node->as<ImportCallNode>()->specifier);
    return one(node->as<ImportCallNode>()->options);
  case NodeKind::kYield: return one(node->as<YieldNode>()->argument);
  case NodeKind::kAwait: return one(node->as<AwaitNode>()->argument);
  case NodeKind::kArrayPattern: return all(node->as<ArrayPatternNode>()->elements);
  case NodeKind::kObjectPattern: return all(node->as<ObjectPatternNode>()->properties);
  case NodeKind::kPatternDefault:
    one(node->as<PatternDefaultNode>()->target);
    return one(node->as<PatternDefaultNode>()->initializer);
  case NodeKind::kRest: return one(node->as<RestNode>()->target);
  case NodeKind::kBlock: return all(node->as<BlockNode>()->statements);
  case NodeKind::kVariableDeclaration: return all(node->as<VariableDeclarationNode>()->declarators);
  case NodeKind::kDeclarator:
    one(node->as<DeclaratorNode>()->target);
    return one(node->as<DeclaratorNode>()->initializer);
  case NodeKind::kFunctionDeclaration: return one(node->as<FunctionDeclarationNode>()->function);
  case NodeKind::kClassDeclaration: return one(node->as<ClassDeclarationNode>()->value);
  case NodeKind::kExpressionStatement: return one(node->as<ExpressionStatementNode>()->expression);
  case NodeKind::kIf:
    one(node->as<IfNode>()->test);
    one(node->as<IfNode>()->consequent);
    return one(node->as<IfNode>()->alternate);
  case NodeKind::kFor:
    one(node->as<ForNode>()->initializer);
    one(node->as<ForNode>()->test);
    one(node->as<ForNode>()->update);
    return one(node->as<ForNode>()->body);
  case NodeKind::kForIn:
    one(node->as<ForInNode>()->target);
    one(node->as<ForInNode>()->iterated);
    return one(node->as<ForInNode>()->body);
  case NodeKind::kForOf:
    one(node->as<ForOfNode>()->target);
    one(node->as<ForOfNode>()->iterated);
    return one(node->as<ForOfNode>()->body);
  case NodeKind::kWhile: one(node->as<WhileNode>()->test); return one(node->as<WhileNode>()->body);
  case NodeKind::kDoWhile:
    one(node->as<DoWhileNode>()->body);
    return one(node->as<DoWhileNode>()->test);
  case NodeKind::kReturn: return one(node->as<ReturnNode>()->argument);
  case NodeKind::kWith: one(node->as<WithNode>()->object); return one(node->as<WithNode>()->body);
  case NodeKind::kSwitch:
    one(node->as<SwitchNode>()->discriminant);
    return all(node->as<SwitchNode>()->cases);
  case NodeKind::kSwitchCase:
    one(node->as<SwitchCaseNode>()->test);
    return all(node->as<SwitchCaseNode>()->body);
  case NodeKind::kLabelled: return one(node->as<LabelledNode>()->body);
  case NodeKind::kThrow: return one(node->as<ThrowNode>()->argument);
  case NodeKind::kTry:
    one(node->as<TryNode>()->block);
    one(node->as<TryNode>()->parameter);
    one(node->as<TryNode>()->handler);
    return one(node->as<TryNode>()->finalizer);
  case NodeKind::kExportDefault: return one(node->as<ExportDefaultNode>()->expression);
  }
}

}  // namespace kaze
