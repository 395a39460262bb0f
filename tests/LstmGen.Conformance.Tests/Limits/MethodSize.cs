using System.Reflection;
using System.Reflection.Emit;

namespace LstmGen.Conformance.Limits;

/// <summary>How large a compiled method is, in what makes the JIT give up optimising: bytes of IL, and places that touch a local.</summary>
internal sealed record MethodSize(string Name, int Bytes, int Locals, int LocalReferences, bool TakesStack)
{
    private static readonly Dictionary<int, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (int)(ushort)code.Value);

    public static IReadOnlyList<MethodSize> OfAll(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .SelectMany(type => type.GetMembers(
                BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .OfType<MethodBase>()
            .Where(method => method.GetMethodBody() is not null)
            .Select(Of),
    ];

    private static MethodSize Of(MethodBase method)
    {
        MethodBody body = method.GetMethodBody()!;
        byte[] il = body.GetILAsByteArray()!;
        int references = 0;
        bool takesStack = false;
        for (int at = 0; at < il.Length;)
        {
            OpCode code = s_codes[il[at] == 0xFE ? 0xFE00 | il[at + 1] : il[at]];
            at += code.Size;
            references += code.Name!.Contains("loc", StringComparison.Ordinal) && code != OpCodes.Localloc ? 1 : 0;
            takesStack |= code == OpCodes.Localloc;
            at += OperandBytes(code, il, at);
        }

        return new($"{method.DeclaringType!.Name}.{method.Name}", il.Length, body.LocalVariables.Count, references, takesStack);
    }

    private static int OperandBytes(OpCode code, byte[] il, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
        _ => 4,
    };
}
