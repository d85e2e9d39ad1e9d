package org.kith.app

import android.security.keystore.KeyGenParameterSpec
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import javax.crypto.spec.SecretKeySpec

/** Robolectric has no AndroidKeyStore. Keys live in this process's memory; everything else is the JDK's own crypto. */
object FakeAndroidKeyStore {
    internal val keys: MutableMap<String, SecretKey> = Collections.synchronizedMap(mutableMapOf())
    fun install() { if (Security.getProvider("AndroidKeyStore") == null) Security.addProvider(P()); wipe() }
    fun wipe() = keys.clear()

    private class P : Provider("AndroidKeyStore", "1.0", "test") {
        init {
            putService(object : Service(this, "KeyStore", "AndroidKeyStore", Store::class.java.name, null, null) { override fun newInstance(p: Any?) = Store() })
            putService(object : Service(this, "KeyGenerator", "AES", Gen::class.java.name, null, null) { override fun newInstance(p: Any?) = Gen() })
        }
    }

    class Gen : KeyGeneratorSpi() {
        private lateinit var spec: KeyGenParameterSpec
        override fun engineInit(random: SecureRandom?) = error("spec needed")
        override fun engineInit(keysize: Int, random: SecureRandom?) = error("spec needed")
        override fun engineInit(params: AlgorithmParameterSpec, random: SecureRandom?) { spec = params as KeyGenParameterSpec }
        override fun engineGenerateKey(): SecretKey = SecretKeySpec(ByteArray(spec.keySize / 8).also { SecureRandom().nextBytes(it) }, "AES").also { keys[spec.keystoreAlias] = it }
    }

    class Store : KeyStoreSpi() {
        override fun engineGetKey(alias: String, password: CharArray?): Key? = keys[alias]
        override fun engineLoad(stream: InputStream?, password: CharArray?) {}
        override fun engineContainsAlias(alias: String) = alias in keys
        override fun engineDeleteEntry(alias: String) { keys.remove(alias) }
        override fun engineAliases() = Collections.enumeration(keys.keys.toList())
        override fun engineSize() = keys.size
        override fun engineIsKeyEntry(alias: String) = alias in keys
        override fun engineIsCertificateEntry(alias: String) = false
        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null
        override fun engineGetCertificate(alias: String): Certificate? = null
        override fun engineGetCreationDate(alias: String) = Date()
        override fun engineSetKeyEntry(alias: String, key: Key, password: CharArray?, chain: Array<Certificate>?) { keys[alias] = key as SecretKey }
        override fun engineSetKeyEntry(alias: String, key: ByteArray?, chain: Array<Certificate>?) = throw UnsupportedOperationException()
        override fun engineSetCertificateEntry(alias: String, cert: Certificate?) = throw UnsupportedOperationException()
        override fun engineGetCertificateAlias(cert: Certificate?): String? = null
        override fun engineStore(stream: OutputStream?, password: CharArray?) {}
    }
}
