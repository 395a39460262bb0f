using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Analyzers;

/// <summary>What an expression is whenever it is evaluated, where that can be seen: a constant, or a local variable that has one value all its life.</summary>
internal static class ConstantValue
{
    public static object? Of(IOperation operation)
    {
        while (operation is IConversionOperation { Conversion.IsUserDefined: false } conversion && !operation.ConstantValue.HasValue)
        {
            operation = conversion.Operand;
        }

        return operation switch
        {
            { ConstantValue.HasValue: true } => operation.ConstantValue.Value,
            ILocalReferenceOperation local => OfLocal(local),
            _ => null,
        };
    }

    private static object? OfLocal(ILocalReferenceOperation reference)
    {
        IOperation root = reference;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        IVariableDeclaratorOperation? declarator = null;
        foreach (IOperation operation in root.Descendants())
        {
            if (operation is IVariableDeclaratorOperation found && Is(found.Symbol))
            {
                declarator = found;
            }
            else if (operation is ILocalReferenceOperation other && Is(other.Local) && IsWritten(other))
            {
                return null;
            }
        }

        return declarator?.GetVariableInitializer()?.Value is { ConstantValue: { HasValue: true, Value: var value } } ? value : null;

        bool Is(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol, reference.Local);
    }

    private static bool IsWritten(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        IAddressOfOperation or ITupleOperation or IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        _ => false,
    };
}
