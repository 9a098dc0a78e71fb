// The messages of early errors, one table. `%` stands for the argument. The wording is the one that
// programs and people know from V8 wherever that has one.
#pragma once

#include "base/common.h"

namespace kaze {

#define KAZE_PARSE_MESSAGES(X)                                                                     \
  X(None, "")                                                                                      \
  X(UnexpectedToken, "Unexpected token '%'")                                                       \
  X(InvalidOrUnexpectedToken, "Invalid or unexpected token")                                       \
  X(UnexpectedEndOfInput, "Unexpected end of input")                                               \
  X(UnexpectedIdentifier, "Unexpected identifier '%'")                                             \
  X(UnexpectedNumber, "Unexpected number")                                                         \
  X(UnexpectedString, "Unexpected string")                                                         \
  X(UnexpectedTemplate, "Unexpected template string")                                              \
  X(UnexpectedReserved, "Unexpected reserved word")                                                \
  X(UnexpectedStrictReserved, "Unexpected strict mode reserved word")                              \
  X(UnexpectedEvalOrArguments, "Unexpected eval or arguments in strict mode")                      \
  X(UnexpectedSuper, "'super' keyword unexpected here")                                            \
  X(UnexpectedNewTarget, "new.target expression is not allowed here")                              \
  X(UnexpectedPrivateField, "Unexpected private field")                                            \
  X(UnexpectedTokenUnaryExponentiation,                                                            \
    "Unary operator used immediately before exponentiation expression. Parenthesis must be used "  \
    "to disambiguate operator precedence")                                                         \
  X(EscapedKeyword, "Keyword must not contain escaped characters")                                 \
  X(InvalidHexEscape, "Invalid hexadecimal escape sequence")                                       \
  X(InvalidUnicodeEscape, "Invalid Unicode escape sequence")                                       \
  X(UndefinedUnicodeCodePoint, "Undefined Unicode code-point")                                     \
  X(UnterminatedTemplate, "Unterminated template literal")                                         \
  X(UnterminatedTemplateExpression, "Missing } in template expression")                            \
  X(UnterminatedRegExp, "Invalid regular expression: missing /")                                   \
  X(BigIntTooBig, "Maximum BigInt size exceeded")                                                  \
  X(InvalidRegExpFlags, "Invalid regular expression flags")                                        \
  X(InvalidRegExp, "Invalid regular expression: %")                                                \
  X(TrailingNumericSeparator, "Numeric separators are not allowed at the end of numeric literals") \
  X(ContinuousNumericSeparator, "Only one underscore is allowed as numeric separator")             \
  X(ZeroNumericSeparator, "Numeric separator can not be used after leading 0.")                    \
  X(StrictOctalLiteral, "Octal literals are not allowed in strict mode.")                          \
  X(StrictDecimalWithLeadingZero, "Decimals with leading zeros are not allowed in strict mode.")   \
  X(StrictOctalEscape, "Octal escape sequences are not allowed in strict mode.")                   \
  X(StrictEightOrNine, "\\8 and \\9 are not allowed in strict mode.")                              \
  X(TemplateOctal, "Octal escape sequences are not allowed in template strings.")                  \
  X(TemplateEightOrNine, "\\8 and \\9 are not allowed in template strings.")                       \
  X(Redeclaration, "Identifier '%' has already been declared")                                     \
  X(MissingParen, "missing ) after argument list")                                                 \
  X(MissingInitializerConst, "Missing initializer in const declaration")                           \
  X(MissingInitializerUsing, "Missing initializer in using declaration")                           \
  X(MissingInitializerAwaitUsing, "Missing initializer in await using declaration")                \
  X(MissingInitializerDestructuring, "Missing initializer in destructuring declaration")           \
  X(MissingCatchOrFinally, "Missing catch or finally after try")                                   \
  X(NewlineAfterThrow, "Illegal newline after throw")                                              \
  X(IllegalReturn, "Illegal return statement")                                                     \
  X(IllegalBreak, "Illegal break statement")                                                       \
  X(IllegalContinueNoLoop, "Illegal continue statement: no surrounding iteration statement")       \
  X(IllegalContinueLabel,                                                                          \
    "Illegal continue statement: '%' does not denote an iteration statement")                      \
  X(UnknownLabel, "Undefined label '%'")                                                           \
  X(LabelRedeclaration, "Label '%' has already been declared")                                     \
  X(MultipleDefaults, "More than one default clause in switch statement")                          \
  X(StrictWith, "Strict mode code may not include a with statement")                               \
  X(StrictDelete, "Delete of an unqualified identifier in strict mode.")                           \
  X(DeletePrivateField, "Private fields can not be deleted")                                       \
  X(StrictFunction,                                                                                \
    "In strict mode code, functions can only be declared at top level or inside a block.")         \
  X(SloppyFunction,                                                                                \
    "In non-strict mode code, functions can only be declared at top level, inside a block, or "    \
    "as the body of an if statement.")                                                             \
  X(AsyncFunctionInSingleStatement,                                                                \
    "Async functions can only be declared at the top level or inside a block.")                    \
  X(GeneratorInSingleStatement,                                                                    \
    "Generators can only be declared at the top level or inside a block.")                         \
  X(LexicalInSingleStatement, "Lexical declaration cannot appear in a single-statement context")   \
  X(LetInLexicalBinding, "let is disallowed as a lexically bound name")                            \
  X(InvalidAssignmentTarget, "Invalid left-hand side in assignment")                               \
  X(InvalidForTarget, "Invalid left-hand side in for-loop")                                        \
  X(InvalidPrefixTarget, "Invalid left-hand side expression in prefix operation")                  \
  X(InvalidPostfixTarget, "Invalid left-hand side expression in postfix operation")                \
  X(InvalidDestructuringTarget, "Invalid destructuring assignment target")                         \
  X(InvalidCoverInitializedName, "Invalid shorthand property initializer")                         \
  X(ElementAfterRest, "Rest element must be last element")                                         \
  X(ParameterAfterRest, "Rest parameter must be last formal parameter")                            \
  X(RestDefaultInitializer, "Rest parameter may not have a default initializer")                   \
  X(InvalidRestBinding, "`...` must be followed by an identifier in declaration contexts")         \
  X(InvalidRestAssignment,                                                                         \
    "`...` must be followed by an assignable reference in assignment contexts")                    \
  X(ForInOfInitializer, "% loop variable declaration may not have an initializer.")                \
  X(ForInOfMultipleBindings, "Invalid left-hand side in % loop: Must have a single binding.")      \
  X(ForOfLet, "The left-hand side of a for-of loop may not start with 'let'.")                     \
  X(ForOfAsync, "The left-hand side of a for-of loop may not be 'async'.")                         \
  X(ForInUsing, "The left-hand side of a for-in loop may not be a using declaration.")             \
  X(DuplicateParameter, "Duplicate parameter name not allowed in this context")                    \
  X(NonSimpleUseStrict,                                                                            \
    "Illegal 'use strict' directive in function with non-simple parameter list")                   \
  X(GetterParameters, "Getter must not have any formal parameters.")                               \
  X(SetterParameters, "Setter must have exactly one formal parameter.")                            \
  X(SetterRestParameter, "Setter function argument must not be a rest parameter")                  \
  X(MalformedArrowParameters, "Malformed arrow function parameter list")                           \
  X(AwaitInAsyncArrow, "'await' is not a valid identifier name in an async function")              \
  X(AwaitOutsideAsync,                                                                             \
    "await is only valid in async functions and the top level bodies of modules")                  \
  X(AwaitInParameters, "Illegal await-expression in formal parameters of async function")          \
  X(YieldInParameters, "Yield expression not allowed in formal parameter")                         \
  X(DuplicateConstructor, "A class may only have one constructor")                                 \
  X(DuplicateProto, "Duplicate __proto__ fields are not allowed in object literals")               \
  X(ConstructorIsAccessor, "Class constructor may not be an accessor")                             \
  X(ConstructorIsGenerator, "Class constructor may not be a generator")                            \
  X(ConstructorIsAsync, "Class constructor may not be an async method")                            \
  X(ConstructorIsPrivate, "Class constructor may not be a private method")                         \
  X(ConstructorClassField, "Classes may not have a field named 'constructor'")                     \
  X(StaticPrototype, "Classes may not have a static property named 'prototype'")                   \
  X(ArgumentsInFieldInitializer,                                                                   \
    "'arguments' is not allowed in class field initializer or static initialization block")        \
  X(InvalidPrivateName, "Private field '%' must be declared in an enclosing class")                \
  X(OptionalChainNew, "Invalid optional chain from new expression")                                \
  X(OptionalChainTemplate, "Invalid tagged template on optional chain")                            \
  X(OptionalChainSuper, "Invalid optional chain from super property")                              \
  X(ImportOutsideModule, "Cannot use import statement outside a module")                           \
  X(ImportMetaOutsideModule, "Cannot use 'import.meta' outside a module")                          \
  X(ImportCallNotNew, "Cannot use new with import")                                                \
  X(ImportMissingSpecifier, "import() requires a specifier")                                       \
  X(DuplicateExport, "Duplicate export of '%'")                                                    \
  X(ModuleExportUndefined, "Export '%' is not defined in module")                                  \
  X(InvalidModuleExportName, "Invalid module export name: contains unpaired surrogate")            \
  X(ImportAttributesDuplicateKey, "Import attributes has a duplicate key '%'")                     \
  X(MissingFunctionName, "Function statements require a function name")                            \
  X(InvalidUsingInScript, "Using declarations are not allowed at the top level of a script")       \
  X(UsingInCaseClause, "Using declarations are not allowed directly in a case clause")             \
  X(UsingPattern, "Using declarations may not have binding patterns")                              \
  X(ParenthesisInArgString, "Arg string terminates parameters early")                              \
  X(UnexpectedEndOfArgString, "Unexpected end of arg string")                                      \
  X(TooDeep, "Maximum call stack size exceeded")                                                   \
  X(TooLong, "Invalid string length")

enum class ParseMessage : u8 {
#define KAZE_PARSE_MESSAGE(Name, text) k##Name,
  KAZE_PARSE_MESSAGES(KAZE_PARSE_MESSAGE)
#undef KAZE_PARSE_MESSAGE
};

const char* parse_message_text(ParseMessage message);

}  // namespace kaze
