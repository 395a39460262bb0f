using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

public static partial class VectorMath
{
    private const float TanhLimit = 7.90531110763549805f;

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Tanh(float x)
    {
        x = x < -TanhLimit ? -TanhLimit : x;
        x = x > TanhLimit ? TanhLimit : x;
        float x2 = x * x;
        float p = MathF.FusedMultiplyAdd(x2, -2.76076847742355e-16f, 2.00018790482477e-13f);
        p = MathF.FusedMultiplyAdd(x2, p, -8.60467152213735e-11f);
        p = MathF.FusedMultiplyAdd(x2, p, 5.12229709037114e-08f);
        p = MathF.FusedMultiplyAdd(x2, p, 1.48572235717979e-05f);
        p = MathF.FusedMultiplyAdd(x2, p, 6.37261928875436e-04f);
        p = MathF.FusedMultiplyAdd(x2, p, 4.89352455891786e-03f);
        float q = MathF.FusedMultiplyAdd(x2, 1.19825839466702e-06f, 1.18534705686654e-04f);
        q = MathF.FusedMultiplyAdd(x2, q, 2.26843463243900e-03f);
        q = MathF.FusedMultiplyAdd(x2, q, 4.89352518554385e-03f);
        return p * x / q;
    }

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Tanh(Vector128<float> x)
    {
        x = Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128.Create(-TanhLimit)), Vector128.Create(-TanhLimit), x);
        x = Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128.Create(TanhLimit)), Vector128.Create(TanhLimit), x);
        Vector128<float> x2 = x * x;
        Vector128<float> p = Vector128.FusedMultiplyAdd(x2, Vector128.Create(-2.76076847742355e-16f), Vector128.Create(2.00018790482477e-13f));
        p = Vector128.FusedMultiplyAdd(x2, p, Vector128.Create(-8.60467152213735e-11f));
        p = Vector128.FusedMultiplyAdd(x2, p, Vector128.Create(5.12229709037114e-08f));
        p = Vector128.FusedMultiplyAdd(x2, p, Vector128.Create(1.48572235717979e-05f));
        p = Vector128.FusedMultiplyAdd(x2, p, Vector128.Create(6.37261928875436e-04f));
        p = Vector128.FusedMultiplyAdd(x2, p, Vector128.Create(4.89352455891786e-03f));
        Vector128<float> q = Vector128.FusedMultiplyAdd(x2, Vector128.Create(1.19825839466702e-06f), Vector128.Create(1.18534705686654e-04f));
        q = Vector128.FusedMultiplyAdd(x2, q, Vector128.Create(2.26843463243900e-03f));
        q = Vector128.FusedMultiplyAdd(x2, q, Vector128.Create(4.89352518554385e-03f));
        return p * x / q;
    }

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        x = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(-TanhLimit)), Vector256.Create(-TanhLimit), x);
        x = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256.Create(TanhLimit)), Vector256.Create(TanhLimit), x);
        Vector256<float> x2 = x * x;
        Vector256<float> p = Vector256.FusedMultiplyAdd(x2, Vector256.Create(-2.76076847742355e-16f), Vector256.Create(2.00018790482477e-13f));
        p = Vector256.FusedMultiplyAdd(x2, p, Vector256.Create(-8.60467152213735e-11f));
        p = Vector256.FusedMultiplyAdd(x2, p, Vector256.Create(5.12229709037114e-08f));
        p = Vector256.FusedMultiplyAdd(x2, p, Vector256.Create(1.48572235717979e-05f));
        p = Vector256.FusedMultiplyAdd(x2, p, Vector256.Create(6.37261928875436e-04f));
        p = Vector256.FusedMultiplyAdd(x2, p, Vector256.Create(4.89352455891786e-03f));
        Vector256<float> q = Vector256.FusedMultiplyAdd(x2, Vector256.Create(1.19825839466702e-06f), Vector256.Create(1.18534705686654e-04f));
        q = Vector256.FusedMultiplyAdd(x2, q, Vector256.Create(2.26843463243900e-03f));
        q = Vector256.FusedMultiplyAdd(x2, q, Vector256.Create(4.89352518554385e-03f));
        return p * x / q;
    }

    /// <inheritdoc cref="Tanh(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        x = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(-TanhLimit)), Vector512.Create(-TanhLimit), x);
        x = Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(TanhLimit)), Vector512.Create(TanhLimit), x);
        Vector512<float> x2 = x * x;
        Vector512<float> p = Vector512.FusedMultiplyAdd(x2, Vector512.Create(-2.76076847742355e-16f), Vector512.Create(2.00018790482477e-13f));
        p = Vector512.FusedMultiplyAdd(x2, p, Vector512.Create(-8.60467152213735e-11f));
        p = Vector512.FusedMultiplyAdd(x2, p, Vector512.Create(5.12229709037114e-08f));
        p = Vector512.FusedMultiplyAdd(x2, p, Vector512.Create(1.48572235717979e-05f));
        p = Vector512.FusedMultiplyAdd(x2, p, Vector512.Create(6.37261928875436e-04f));
        p = Vector512.FusedMultiplyAdd(x2, p, Vector512.Create(4.89352455891786e-03f));
        Vector512<float> q = Vector512.FusedMultiplyAdd(x2, Vector512.Create(1.19825839466702e-06f), Vector512.Create(1.18534705686654e-04f));
        q = Vector512.FusedMultiplyAdd(x2, q, Vector512.Create(2.26843463243900e-03f));
        q = Vector512.FusedMultiplyAdd(x2, q, Vector512.Create(4.89352518554385e-03f));
        return p * x / q;
    }
}
