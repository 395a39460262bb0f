namespace LstmGen;

/// <summary>The base of every layer attribute. The order of the attributes on a declaration is the order of the layers.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    private protected LayerAttribute()
    {
    }
}
